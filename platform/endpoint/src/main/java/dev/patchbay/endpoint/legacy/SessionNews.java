package dev.patchbay.endpoint.legacy;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.Kind;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.util.Set;

/** Tells sessions of changes of the catalog on their own streams. */
record SessionNews(Sessions sessions) implements CatalogListener {
    @Override
    public void listsChanged(Catalog catalog, Set<Kind> changed) {
        for (LegacySession session : sessions.all()) {
            if (changed.contains(Kind.TOOLS)) {
                tell(session, new ToolListChangedNotification());
            }
            if (changed.contains(Kind.PROMPTS)) {
                tell(session, new PromptListChangedNotification());
            }
            if (changed.contains(Kind.RESOURCES) || changed.contains(Kind.TEMPLATES)) {
                tell(session, new ResourceListChangedNotification());
            }
        }
    }

    @Override
    public void resourceUpdated(String uri) {
        for (LegacySession session : sessions.all()) {
            if (session.isSubscribed(uri)) {
                tell(session, new ResourceUpdatedNotification(uri));
            }
        }
    }

    private static void tell(LegacySession session, McpNotification notification) {
        session.ownStream().send(session.revision().codec().encodeNotification(notification));
    }
}
