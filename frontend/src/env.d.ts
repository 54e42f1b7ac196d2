declare module '*.po?part=first' {
  const messages: Record<string, import('./lib/messages').Compiled>;
  export default messages;
}
declare module '*.po?part=floor' {
  const messages: Record<string, import('./lib/messages').Compiled>;
  export default messages;
}
declare module '*.po?part=rest' {
  const messages: Record<string, import('./lib/messages').Compiled>;
  export default messages;
}
