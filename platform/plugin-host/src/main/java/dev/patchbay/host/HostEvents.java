package dev.patchbay.host;

import java.util.concurrent.CompletableFuture;

/** What a running instance tells its host. Any thread, threads of plugins too; nothing here blocks. */
interface HostEvents {
    /** The entries of an instance must be built anew; completed when that is done. */
    CompletableFuture<?> changed(Served served);

    /** Its resource lists must be asked for anew. */
    void listsChanged(Served served);

    /** A resource has changed; its URI is the plugin's own. */
    void resourceUpdated(Served served, String uri);

    /** Something has changed that results may be built from; named as the plugin names it. */
    void built(Served served, String dependency);
}
