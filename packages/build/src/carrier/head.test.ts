import { expect, it } from 'vitest';
import { insertTag } from './head.ts';

const attributes = { name: 'verstamp', content: 'shop@1.4.3.417' } as const;
const tag = '<meta name="verstamp" content="shop@1.4.3.417">';

it.each([
  ['behind the head', '<!doctype html>\n<html lang="en">\n<head data-x="a > b">', '<script></script></head>'],
  ['behind a comment that holds a head', '<!doctype html><!-- <head> --><html><head>', '<title>x</title>'],
  ['behind an html without a head', '<html>', '<script></script>'],
  ['behind a doctype alone', '<!DOCTYPE html>\n', '<script></script>'],
  ['at the start of what has none of them', '', '<script></script>'],
  ['before what only begins like a head', '<!doctype html>', '<header></header>'],
  ['behind what a serialiser puts first', '\uFEFF<?xml version="1.0"?><html>', '<body></body>'],
])('puts the element %s', (_, before, after) => {
  expect(insertTag(before + after, 'shop', attributes)).toBe(before + tag + after);
});

it('leaves a page alone that bears a stamp of this name, and adds to one that bears another', () => {
  const page = `<head><meta name="verstamp" content="shop@1.0.0.1"></head>`;
  expect(insertTag(page, 'shop', attributes)).toBe(page);
  expect(insertTag(page.replace('shop@', 'cart@'), 'shop', attributes)).toContain(tag);
});

it('gives the version document where the page alone knows the way', () => {
  const given = insertTag('<head></head>', 'shop', { ...attributes, 'data-document': '../version.json' });
  expect(given).toBe(`<head>${tag.slice(0, -1)} data-document="../version.json"></head>`);
});
