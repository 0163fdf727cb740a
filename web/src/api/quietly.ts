// For what a person may have or not: a missing one is nothing, and every other failure stays one.
import { Problem } from './problem';

export async function quietly<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}
