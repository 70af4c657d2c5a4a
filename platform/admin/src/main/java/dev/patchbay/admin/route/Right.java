package dev.patchbay.admin.route;

import dev.patchbay.store.administration.AdminRole;

/** The least that it takes to use a route. */
public enum Right {
    /** Nothing: whoever reaches the port. */
    OPEN,
    /** An administrator's account that may look. */
    VIEWER,
    /** One that may change clients, keys, what is enabled, and approvals. */
    OPERATOR,
    /** One that may do all. */
    ADMINISTRATOR;

    /**
     * Returns whether a role is enough.
     *
     * @param role the role of an account
     * @return whether it may
     */
    public boolean isGivenTo(AdminRole role) {
        return switch (role) {
            case VIEWER -> compareTo(VIEWER) <= 0;
            case OPERATOR -> compareTo(OPERATOR) <= 0;
            case ADMINISTRATOR -> true;
        };
    }
}
