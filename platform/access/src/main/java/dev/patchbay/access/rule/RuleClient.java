package dev.patchbay.access.rule;

import java.util.Collection;
import java.util.List;

/**
 * What a rule may know of a client. Immutable; the lists are in alphabetical order, so that equal clients are equal.
 *
 * @param id its id
 * @param roles its roles
 * @param permissions its permissions, direct and by role
 * @param method how it was known: {@code key}, {@code token}, {@code certificate}, {@code plugin}, {@code local}
 */
public record RuleClient(String id, List<String> roles, List<String> permissions, String method) {
    /**
     * Sorts and copies.
     *
     * @param id its id
     * @param roles its roles
     * @param permissions its permissions
     * @param method how it was known
     * @return the client
     */
    public static RuleClient of(String id, Collection<String> roles, Collection<String> permissions, String method) {
        return new RuleClient(id, roles.stream().sorted().toList(), permissions.stream().sorted().distinct().toList(),
                method);
    }
}
