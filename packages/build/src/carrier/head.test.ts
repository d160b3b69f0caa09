import { expect, it } from 'vitest';
import { insertTag, stampPage } from './head.ts';

const attributes = { name: 'verstamp', content: 'shop@1.4.3.417' } as const;
const tag = '<meta name="verstamp" content="shop@1.4.3.417"/>';

it.each([
  ['behind the head', '<!doctype html>\n<html lang="en">\n<head data-x="a > b">', '<script></script></head>'],
  ['behind a comment that holds a head', '<!doctype html><!-- <head> --><html><head>', '<title>x</title>'],
  ['behind a comment in front of all', '<!-- <head> --><!doctype html><html><head>', '<title>x</title>'],
  ['before a script that holds a head', '<!doctype html><html>', "<body><script>'<head>'</script>"],
  ['behind the words of a template', '{% load static %}<!doctype html><head>', '<script></script>'],
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
  expect(given).toBe(`<head>${tag.slice(0, -2)} data-document="../version.json"/></head>`);
});

it.each([
  ['windows-1251', Buffer.from('<!doctype html><title>\xcf\xf0\xe8</title>', 'latin1'), 15],
  ['UTF-8 with a mark', Buffer.from('\uFEFF<html><head><title>Größe</title>'), 15],
  ['a script alone', Buffer.from('<!-- x -->\n<script src="a.js"></script>'), 11],
  ['a style first', Buffer.from('<style>a{}</style><div id=root></div>'), 0],
  ['a template of Django', Buffer.from('{% load static %}\n<!DOCTYPE html>\n<html><script></script>'), 40],
  ['a template of JSP', Buffer.from('<%@ page language="java" %><html><script></script>'), 33],
])('puts the element into the bytes of a page: %s', (_, page, at) => {
  const [before, after] = [page.subarray(0, at), page.subarray(at)];
  expect(stampPage(page, 'shop', attributes)).toEqual(Buffer.concat([before, Buffer.from(tag), after]));
});

it.each([
  ['an element', '<div>part</div>'],
  ['text', 'Hello {{ name }}'],
  ['what only begins like a head', '<header></header>'],
  ['a comment alone', '<!-- <html> -->'],
  ['a script behind words', 'Hello <script></script>'],
  ["a part behind a template's words", '{% block a %}<script></script>{% endblock %}'],
  ['much blank', `${' '.repeat(100_000)}<div>`],
  ['many comments', `${'<!-- a -->\n    '.repeat(10_000)}<nav>`],
  ['a comment without an end', '<!-- '.repeat(1000)],
  ['nothing', ''],
])('knows that a file is no page: %s', (_, text) => {
  expect(stampPage(Buffer.from(text), 'shop', attributes)).toBeUndefined();
});

it('gives a text where a page is one', () => {
  expect(stampPage('\uFEFF<title>Größe</title>', 'shop', attributes)).toBe(
    `\uFEFF${tag}<title>Größe</title>`,
  );
});

it('leaves a page alone whose charset is none of ASCII', () => {
  expect(stampPage(Buffer.from('\uFEFF<html></html>', 'utf16le'), 'shop', attributes)).toBeUndefined();
});
