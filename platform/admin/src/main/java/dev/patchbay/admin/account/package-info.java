/** The accounts of administrators: passwords, second factors, sessions, the code of the first start, the CLI's token. */
@NullMarked
package dev.patchbay.admin.account;

import org.jspecify.annotations.NullMarked;
