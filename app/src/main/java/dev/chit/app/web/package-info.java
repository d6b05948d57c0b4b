/// The page that a client serves to the browser of the person who runs it. Keys and sessions stay
/// in this process; the page holds what it shows, and a token that dies with its tab.
@NullMarked
package dev.chit.app.web;

import org.jspecify.annotations.NullMarked;
