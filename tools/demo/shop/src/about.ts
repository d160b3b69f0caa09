import './panel.ts';

const { render } = await import('./lazy/catalog.ts');
render(document.querySelector('main') ?? document.body);
