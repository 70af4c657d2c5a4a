package dev.patchbay.host;

import dev.patchbay.host.jar.StoredPlugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets those JARs run whose very bytes were approved, with all that they define; any other waits. Answers from memory;
 * {@link ApprovedPlugins} changes it.
 *
 * <p>Threads: all methods.
 */
public final class ApprovalByHash implements Approval {
    private final ApprovalRecords records;
    private final Map<String, ApprovedJar> byHash = new ConcurrentHashMap<>();

    /**
     * Reads what was approved.
     *
     * @param records where it is kept
     */
    public ApprovalByHash(ApprovalRecords records) {
        this.records = records;
        records.all().forEach(approval -> byHash.put(approval.hash(), approval));
    }

    @Override
    public Verdict plugin(StoredPlugin plugin) {
        return byHash.containsKey(plugin.hash()) ? Verdict.APPROVED
                : Verdict.waits("waiting for approval: patchbay plugins approve " + plugin.manifest().id());
    }

    @Override
    public Verdict definition(DefinitionRequest definition) {
        return Verdict.APPROVED;
    }

    Optional<ApprovedJar> find(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    List<ApprovedJar> all() {
        return List.copyOf(byHash.values());
    }

    /** Kept first: what runs must be approved after a crash too. */
    void add(ApprovedJar approval) {
        records.add(approval);
        byHash.put(approval.hash(), approval);
    }

    /** Forgotten first: if that fails, the plugin would come back at the next start. */
    void remove(ApprovedJar approval) {
        records.remove(approval.hash());
        byHash.remove(approval.hash());
    }
}
