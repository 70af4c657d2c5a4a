@NullMarked
package dev.patchbay.stdio;

import org.jspecify.annotations.NullMarked;
