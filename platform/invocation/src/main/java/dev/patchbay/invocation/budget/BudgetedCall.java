package dev.patchbay.invocation.budget;

import dev.patchbay.catalog.ToolEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call whose result is looked at.
 *
 * @param owner the id of the client that gets the result, and alone may read the rest
 * @param tool the tool as that client names it
 * @param arguments the arguments as the client sent them
 * @param entry the tool
 */
public record BudgetedCall(String owner, String tool, Map<String, @Nullable Object> arguments, ToolEntry entry) {}
