import { chatMessage } from './chatMessage.cts';
import { panicButton } from './panicButton.cts';
import type { Recipe } from './recipe.cts';

/** In the order of docs/recipes.md. */
export const recipes: readonly Recipe[] = [panicButton, chatMessage];
