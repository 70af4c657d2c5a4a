package dev.patchbay.host;

/**
 * A definition that waits for approval.
 *
 * @param request the definition
 * @param earlierServes whether an earlier definition of the same name is served meanwhile
 */
public record HeldDefinition(Approval.DefinitionRequest request, boolean earlierServes) {}
