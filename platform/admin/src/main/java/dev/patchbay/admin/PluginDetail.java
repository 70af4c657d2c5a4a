package dev.patchbay.admin;

import dev.patchbay.admin.route.About;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an administrator should see of a plugin before deciding about it. Texts of the plugin are such that everything
 * in them shows.
 *
 * @param id the plugin's id
 * @param jars its JARs in the folder
 * @param instances its instances
 * @param approvals the approvals of its JARs, whether they lie in the folder or not
 * @param rejections the refusals of its JARs
 * @param quarantine if nothing of it may run
 * @param proposals decisions that wait for a second administrator
 */
@About("All that an administrator should see of a plugin before deciding about it.")
public record PluginDetail(String id, List<Jar> jars, List<Instance> instances, List<Approved> approvals,
        List<Stopped> rejections, @Nullable Stopped quarantine,
        @About("Decisions that wait for a second administrator.") List<Proposed> proposals) {
    /** Copies the lists. */
    public PluginDetail {
        jars = List.copyOf(jars);
        instances = List.copyOf(instances);
        approvals = List.copyOf(approvals);
        rejections = List.copyOf(rejections);
        proposals = List.copyOf(proposals);
    }

    /**
     * A JAR of the folder.
     *
     * @param file its name
     * @param sha256 of it
     * @param version the plugin's version
     * @param state its state
     * @param cause why, where there is something to say
     * @param provider who made it, as it says
     * @param description what it is for, as it says
     * @param signature how it is signed
     * @param requests what it asks to touch
     * @param comparedWith the approved version that it is compared with
     * @param changes how it differs from that, or all it brings
     * @param findings what was found in its texts, the worst first
     */
    @About("A JAR of the plugin in the folder.")
    public record Jar(String file, String sha256, String version, String state, @Nullable String cause,
            @Nullable String provider, @Nullable String description,
            @About("How it is signed.") @Nullable String signature,
            @About("What it asks to touch.") List<String> requests,
            @About("The approved version that it is compared with; null: it is shown whole.") @Nullable String comparedWith,
            List<Difference> changes, List<Found> findings) {
        /** Copies the lists. */
        public Jar {
            requests = List.copyOf(requests);
            changes = List.copyOf(changes);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something that differs.
     *
     * @param subject what it is about
     * @param where the place in it; empty for all of it
     * @param before what it was; null if it is new
     * @param after what it is; null if it is gone
     */
    @About("Something that differs from what was approved.")
    public record Difference(String subject, String where, @Nullable String before, @Nullable String after) {}

    /**
     * Something found in a text.
     *
     * @param severity {@code danger}, {@code warning} or {@code note}
     * @param code a word for programs
     * @param where the place
     * @param excerpt the text around it
     * @param text what it is
     */
    @About("Something that was found in the texts of a plugin.")
    public record Found(@About("danger, warning or note") String severity, String code, String where, String excerpt,
            String text) {}

    /**
     * An instance of the plugin.
     *
     * @param name its name
     * @param state its state; null if it does not run
     * @param version the version that serves
     * @param given what it may touch
     * @param withheld what its plugin asks for and it is not given
     * @param added what it is given though nobody asked
     * @param waiting its definitions that wait
     */
    @About("An instance of the plugin.")
    public record Instance(String name, @Nullable String state, @Nullable String version,
            @About("What it may touch.") List<String> given,
            @About("What its plugin asks for and it is not given.") List<String> withheld,
            @About("What it is given though its plugin does not ask.") List<String> added,
            @About("Its definitions that wait for approval.") List<Waiting> waiting) {
        /** Copies the lists. */
        public Instance {
            given = List.copyOf(given);
            withheld = List.copyOf(withheld);
            added = List.copyOf(added);
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * A definition that waits.
     *
     * @param kind such as {@code tool}
     * @param name its name within the plugin
     * @param sha256 of the canonical definition
     * @param earlierServes whether an earlier one of the name is served meanwhile
     * @param changes how it differs from what was approved last, or all of it
     * @param findings what was found in its texts
     */
    @About("A definition that came at run time and waits for approval.")
    public record Waiting(String kind, String name, String sha256, boolean earlierServes, List<Difference> changes,
            List<Found> findings) {
        /** Copies the lists. */
        public Waiting {
            changes = List.copyOf(changes);
            findings = List.copyOf(findings);
        }
    }

    /**
     * An approval.
     *
     * @param sha256 of the JAR
     * @param version the plugin's version
     * @param grants what of its requests is given; null: all
     * @param by who approved it
     * @param second the second who did
     * @param at when
     */
    @About("The approval of a JAR.")
    public record Approved(String sha256, String version,
            @About("What of its requests is given; null: all.") @Nullable List<String> grants, String by,
            @Nullable String second, Instant at) {}

    /**
     * A refusal or a quarantine.
     *
     * @param sha256 of the JAR; null for all of the plugin
     * @param reason why; may be empty
     * @param by who decided
     * @param at when
     */
    @About("Says that a JAR, or all of a plugin, may not run.")
    public record Stopped(@Nullable String sha256, String reason, String by, Instant at) {}

    /**
     * A decision that waits for a second administrator.
     *
     * @param decision what
     * @param by who decided first
     * @param at when
     */
    @About("A decision that waits for a second administrator to decide the same.")
    public record Proposed(String decision, String by, Instant at) {}
}
