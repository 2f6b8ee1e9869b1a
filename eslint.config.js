import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', 'data', '*.tmp.*'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing.' },
        {
          selector: "CallExpression[callee.property.name='render'][arguments.0.type!='Literal']",
          message: 'res.render takes a literal view name.',
        },
        {
          selector: "CallExpression[callee.name='page'][arguments.1.type!='Literal']",
          message: 'page takes a literal view name.',
        },
        {
          selector: "CallExpression[callee.property.name='render'] > MemberExpression[object.name='req']",
          message: 'Never pass a request object to a template.',
        },
      ],
    },
  },
  { files: ['src/core/**/*.ts'], rules: { 'no-restricted-properties': ['error', { object: 'Math', property: 'random' }, { object: 'Date', property: 'now' }] } },
  { files: ['migrations/**', 'seeds/**'], rules: { 'no-restricted-syntax': 'off' } },
  // In a test chai's `expect(x).to.be.true` is an assertion.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  {
    files: ['src/assets/**/*.js'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly', fetch: 'readonly', location: 'readonly', indexedDB: 'readonly', navigator: 'readonly', setTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', clearTimeout: 'readonly', FormData: 'readonly', crypto: 'readonly', URLSearchParams: 'readonly', console: 'readonly', HTMLElement: 'readonly', history: 'readonly' } },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable', URL: 'readonly', setTimeout: 'readonly' } } },
);
