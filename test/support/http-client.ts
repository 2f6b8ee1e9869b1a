/** A client of a running server: keeps its cookies and the token of its session, and follows no redirect. */
export class HttpClient {
  private readonly base: string;
  private readonly cookies = new Map<string, string>();
  private token = '';

  constructor(base: string) {
    this.base = base;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(this.base + path, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair!.indexOf('=');
      this.cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
    }
    return answer;
  }

  /** Opens a page and takes the token from its first form. */
  async open(path: string): Promise<string> {
    const text = await (await this.request(path, { headers: { accept: 'text/html' } })).text();
    this.token = /name="_csrf" value="([0-9a-f]+)"/.exec(text)?.[1] ?? this.token;
    return text;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.open('/login');
    const body = new URLSearchParams({ _csrf: this.token, username, password });
    const answer = await this.request('/login', { method: 'POST', body });
    if (answer.status !== 303 && answer.status !== 302) throw new Error(`sign-in of ${username} was answered by ${answer.status}`);
    await this.open('/account/password');
  }

  /** Sends JSON, as the scripts of our pages do. */
  postJson(path: string, body: object): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': this.token },
    });
  }

  /** Sends a form. */
  postForm(path: string, fields: Record<string, string>): Promise<Response> {
    return this.request(path, { method: 'POST', body: new URLSearchParams({ _csrf: this.token, ...fields }), headers: { accept: 'text/html' } });
  }

  /** The cookies as one header, for a load generator. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
