package dev.patchbay.admin;

import dev.patchbay.admin.route.About;

/**
 * What is wrong with a rule, and where.
 *
 * @param part the expression: {@code when} or {@code allow}
 * @param line the line in it, from 1
 * @param column the column in the line, from 1
 * @param message what is wrong
 * @param hint what to do; empty if the message says it
 */
@About("What is wrong with an expression of a rule, and where.")
public record RuleFault(@About("when or allow") String part, int line, int column, String message, String hint) {
    @Override
    public String toString() {
        return part + ", line " + line + ", column " + column + ": " + message + (hint.isEmpty() ? "" : " " + hint);
    }
}
