// One file of each is run, with the values that the framework would give it; the rest would bring hundreds of packages.
const READ_ONLY = new Set(['@sveltejs/kit', 'nuxt']);

export const hooks = {
  readPackage: (pkg) =>
    READ_ONLY.has(pkg.name)
      ? { ...pkg, dependencies: {}, optionalDependencies: {}, peerDependencies: {} }
      : pkg,
};
