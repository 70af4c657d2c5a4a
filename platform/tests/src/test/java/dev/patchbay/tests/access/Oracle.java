package dev.patchbay.tests.access;

import dev.patchbay.tests.access.Cell.Condition;
import dev.patchbay.tests.access.Cell.Grant;
import dev.patchbay.tests.access.Cell.Kind;
import dev.patchbay.tests.access.Cell.Method;
import dev.patchbay.tests.access.Cell.Standing;
import dev.patchbay.tests.access.Cell.Token;

/** What should happen, written down from the design and not from the code. */
final class Oracle {
    /** What a caller gets. */
    enum Answer {
        /** It works; for a list, the entry is in it. */
        YES,
        /** As if there were no such thing; for a list, it is not in it. */
        UNKNOWN,
        /** Refused for want of scopes. */
        SCOPES,
        /** Refused, and the caller is told why. */
        FORBIDDEN
    }

    private Oracle() {}

    static Answer of(Cell cell) {
        if (!isSeen(cell)) {
            return Answer.UNKNOWN;
        }
        return switch (cell.method()) {
            case LIST -> cell.client().searching() && cell.entry().isTool() ? Answer.UNKNOWN : Answer.YES;
            case LIST_TEMPLATES -> Answer.YES;
            case SUBSCRIBE, USE, USE_WITH_REFUSED_ARGUMENT, COMPLETE -> use(cell);
        };
    }

    /** A listen stream leaves out what its client may not read, whatever the reason. */
    static Answer ofListening(Cell cell) {
        return cell.method() == Method.SUBSCRIBE && of(cell) != Answer.YES ? Answer.UNKNOWN : of(cell);
    }

    private static boolean isSeen(Cell cell) {
        Grant grant = cell.client().grant();
        Condition condition = cell.entry().condition();
        return cell.client().standing() != Standing.DISABLED && grant != Grant.NONE && grant != Grant.ANOTHER_ENTRY
                && (condition != Condition.ROLE_RULE || cell.client().standing() == Standing.EDITOR_BY_ROLE)
                && (condition != Condition.TRAIT_RULE || cell.entry().kind() != Kind.WRITING_TOOL);
    }

    private static Answer use(Cell cell) {
        Condition condition = cell.entry().condition();
        boolean all = condition == Condition.ALL_AT_CALL;
        if ((all || condition == Condition.SCOPES)
                && (cell.token() == Token.NO_SCOPE || cell.token() == Token.ONE_SCOPE)) {
            return Answer.SCOPES;
        }
        Standing standing = cell.client().standing();
        if ((all || condition == Condition.PERMISSION)
                && (standing == Standing.NOBODY || standing == Standing.READER)) {
            return Answer.FORBIDDEN;
        }
        return cell.method() == Method.USE_WITH_REFUSED_ARGUMENT && (all || condition == Condition.ARGUMENT_RULE)
                ? Answer.FORBIDDEN
                : Answer.YES;
    }
}
