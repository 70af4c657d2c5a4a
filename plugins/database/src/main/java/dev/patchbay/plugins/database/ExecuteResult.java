package dev.patchbay.plugins.database;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;

/**
 * What a statement did.
 *
 * @param changedRows how many rows it changed
 */
public record ExecuteResult(
        @Description("How many rows the statement changed; 0 for one that changes tables")
        @Schema(name = "changed_rows")
        long changedRows) {}
