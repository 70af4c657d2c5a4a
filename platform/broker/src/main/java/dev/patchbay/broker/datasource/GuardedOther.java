package dev.patchbay.broker.datasource;

import org.jspecify.annotations.Nullable;

/** Values and descriptions that hang on a connection: arrays, large objects, descriptions of columns. */
abstract class GuardedOther extends Guarded {
    GuardedOther(Session session, Object bare, @Nullable Guarded parent) {
        super(session, bare, parent);
    }
}
