/** Content blocks and resource contents: what results, prompts and sampling messages are made of. */
@NullMarked
package dev.patchbay.protocol.content;

import org.jspecify.annotations.NullMarked;
