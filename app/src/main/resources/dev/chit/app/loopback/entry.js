// @ts-check
// How every page comes in: by the ticket in its address, and again by a new address in an old tab.
import { enter, follow, whenAddressed } from './api.js';
import { dispatch } from './store.js';

/**
 * @param {(item: any) => void} hear gets the news
 * @param {() => Promise<void>} everything asks for all that is shown
 */
export async function begin(hear, everything) {
  const comeIn = async () => {
    try {
      await enter();
    } catch (error) {
      dispatch(error.code === 'program-gone' ? { type: 'program', there: false } : { type: 'locked' });
      return;
    }
    follow(hear);
    await everything();
  };
  whenAddressed(comeIn);
  await comeIn();
}
