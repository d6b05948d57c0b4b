@NullMarked
package dev.chit.app.web;

import org.jspecify.annotations.NullMarked;
