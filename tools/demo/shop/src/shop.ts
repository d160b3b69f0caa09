import './panel.ts';

const { render } = await import('./lazy/cart.ts');
render(document.querySelector('main') ?? document.body);
