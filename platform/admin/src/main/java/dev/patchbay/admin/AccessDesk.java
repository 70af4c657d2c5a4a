package dev.patchbay.admin;

import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Toolset;
import java.util.List;

/** What the administration needs of what decides about calls. Implemented where the server is put together. */
public interface AccessDesk {
    /**
     * Takes over what was changed in the store: identities and access. In force when it returns. Blocks.
     */
    void reload();

    /**
     * Looks at a rule without saving it.
     *
     * @param rule the rule
     * @return what is wrong with it
     */
    List<RuleFault> check(Rule rule);

    /**
     * Looks at a toolset without saving it.
     *
     * @param toolset the toolset
     * @return what is wrong with it, in sentences
     */
    List<String> check(Toolset toolset);

    /**
     * Explains what a client may do with an entry.
     *
     * @param question what is to be explained
     * @return why
     */
    Explanation explain(ExplainQuestion question);
}
