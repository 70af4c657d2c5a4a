package dev.patchbay.endpoint.legacy;

import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.http.StreamLimit;

/**
 * What all calls in sessions share.
 *
 * @param timers runs things later
 * @param refusals answers calls that are refused
 * @param streams counts the streams that are open
 * @param asks where questions wait that must not pass through the client
 */
record CallParts(Timers timers, RefusedAnswers refusals, StreamLimit streams, AskPages asks) {}
