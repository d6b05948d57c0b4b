/// What every page that this program serves to the browser of its own machine stands on: who may
/// ask, the page's files, calls and news. The pages themselves are in `web` and `operator`.
@NullMarked
package dev.chit.app.loopback;

import org.jspecify.annotations.NullMarked;
