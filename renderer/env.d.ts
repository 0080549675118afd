/** For tools that read TypeScript alone; vue-tsc knows each component's own type. */
declare module '*.vue' {
  const component: import('vue').DefineComponent
  export default component
}
