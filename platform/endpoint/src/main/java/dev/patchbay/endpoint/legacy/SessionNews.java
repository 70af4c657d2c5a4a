package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Kind;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.util.Optional;
import java.util.Set;

/** Tells sessions on their own streams of what changed for their clients. */
record SessionNews(Sessions sessions, Pipeline pipeline, CredentialWatch credentials) implements ListNews.Reader {
    @Override
    public void lookAgain() {
        for (LegacySession session : sessions.all()) {
            Optional<? extends Caller> caller = credentials.current(session.caller());
            if (caller.isEmpty()) {
                continue; // nobody may read it
            }
            Set<Kind> changed = session.seen().changes(pipeline.view(caller.get()));
            if (changed.contains(Kind.TOOLS)) {
                session.tell(new ToolListChangedNotification());
            }
            if (changed.contains(Kind.PROMPTS)) {
                session.tell(new PromptListChangedNotification());
            }
            if (changed.contains(Kind.RESOURCES) || changed.contains(Kind.TEMPLATES)) {
                session.tell(new ResourceListChangedNotification());
            }
        }
    }

    @Override
    public void resourceUpdated(String uri) {
        for (LegacySession session : sessions.all()) {
            if (session.isSubscribed(uri) && credentials.current(session.caller())
                    .filter(caller -> pipeline.whyNotRead(caller, uri).isEmpty()).isPresent()) {
                session.tell(new ResourceUpdatedNotification(uri));
            }
        }
    }
}
