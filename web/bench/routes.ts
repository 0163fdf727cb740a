// Every screen that there is: those of the first load, and those that a role loads when it needs them.
import { apart, homes, near } from '../src/routes';

const others = await Promise.all(Object.values(apart).map((list) => list()));
export const routes = [...near, ...others.flat()];
export { homes };
