import './panel.ts';

const { render } = await import('./lazy/search.ts');
render(document.querySelector('main') ?? document.body);
