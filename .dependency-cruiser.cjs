/** Who may import whom. Pipeline order of the core: a later folder may import an earlier one, never back. */
const pipeline = ['shared', 'analysis', 'conversations', 'catalogue', 'questions', 'levies', 'checks', 'cases', 'desk', 'grading', 'way', 'operators', 'shift', 'scenarios'];
const ladder = ['mastery', 'ladder', 'sittings', 'evaluation', 'certificates'];

const neverBack = (order) =>
  order.slice(0, -1).map((folder, at) => ({
    name: `core-${folder}-never-looks-ahead`,
    severity: 'error',
    from: { path: `^src/core/${folder}/` },
    to: { path: `^src/core/(${order.slice(at + 1).join('|')})/` },
  }));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'The core imports the core and four pure libraries; it knows no clock, no file, no web and no database.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { pathNot: ['^src/core', '^node_modules/(zod|pure-rand|ts-fsrs|@rgrove/parse-xml)/'] },
    },
    ...neverBack(pipeline),
    ...neverBack(['shared', 'analysis', 'conversations', 'catalogue', ...ladder]),
    ...neverBack(['shared', 'authoring', 'scenarios']),
    {
      name: 'desk-never-sees-truth',
      severity: 'error',
      from: { path: '^src/(features|core)/desk/' },
      to: { path: '^src/core/(checks/(truth|check|decoy)|grading/|way/|operators/)' },
    },
    {
      name: 'features-meet-by-read-model',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: {
        path: '^src/features/',
        pathNot: ['^src/features/$1/', '^src/features/audit/audit-store', '-read-model\\.ts$', '^src/features/(desk|grading|guide|authoring)/'],
      },
    },
    { name: 'platform-knows-no-feature', severity: 'error', from: { path: '^src/platform' }, to: { path: '^src/features' } },
    { name: 'cli-uses-services', severity: 'error', from: { path: '^src/cli' }, to: { path: '-(routes|presenter)\\.ts$' } },
    { name: 'not-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
