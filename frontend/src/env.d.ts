declare module '*.po?part=first' {
  const messages: Record<string, never>;
  export default messages;
}
declare module '*.po?part=rest' {
  const messages: Record<string, never>;
  export default messages;
}
