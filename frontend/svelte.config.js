/** Read by svelte-check and by the Vite plugin: runes everywhere, no preprocessing (Svelte reads TypeScript itself). */
export default {
  compilerOptions: { runes: true },
};
