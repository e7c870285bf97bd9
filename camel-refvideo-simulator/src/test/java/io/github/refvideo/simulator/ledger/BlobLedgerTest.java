/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The ledger of the blob store, and its assertions. */
class BlobLedgerTest {
    private final Ledger ledger = new Ledger();
    private final BlobLedger book = ledger.blobs();
    private final LedgerAssert statements = new LedgerAssert(ledger);

    @Test
    void uploadsCountByNameAndByContent() {
        book.uploaded("a", "one");
        book.uploaded("a", "two");
        book.uploaded("b", "two");

        assertThat(book.uploads()).isEqualTo(3);
        assertThat(book.uploadsByPathname()).containsEntry("a", 2).containsEntry("b", 1);
        assertThat(book.uploadsByContent()).containsEntry("one", 1).containsEntry("two", 2);
        statements.uploadedBlobs(3);
        assertThatThrownBy(() -> statements.uploadedBlobs(2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 uploaded blobs expected, but there were 3");
        assertThatThrownBy(statements::everyContentUploadedAtMostOnce)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("{two=2}");
    }

    @Test
    void whatWasDeletedIsNotLeft() {
        book.uploaded("a", "one");
        book.uploaded("b", "two");
        book.deleted("a");

        assertThat(book.present()).containsExactly("b");
        assertThat(book.deletions()).isEqualTo(1);
        assertThatThrownBy(statements::noBlobLeft)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[b]");
        book.deleted("b");
        statements.noBlobLeft();
    }

    @Test
    void uploadsInPartsAreOpenUntilTheyAreComplete() {
        book.begun();
        assertThatThrownBy(statements::noUploadLeftOpen).isInstanceOf(AssertionError.class);
        book.completed();
        statements.noUploadLeftOpen();
    }

    @Test
    void readsAreCountedPerBlob() {
        book.read("a");
        book.read("a");

        statements.readsOfBlob("a").exactly(2).readsOfBlob("b").exactly(0);
    }

    @Test
    void everyPaidJobIsDeliveredOnceEachOfThemWas() {
        ledger.jobCreated(null, "m");
        ledger.jobCreated(null, "m");
        ledger.delivered("one");
        ledger.delivered("one");
        assertThatThrownBy(statements::everyPaidJobDelivered)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 jobs were paid, but 1 were delivered");
        ledger.delivered("two");
        statements.everyPaidJobDelivered();
    }

    @Test
    void newBooksAreEmpty() {
        book.uploaded("a", "one");
        book.begun();
        book.read("a");
        ledger.delivered("job");
        ledger.resultRead("job");
        ledger.clear();

        statements.uploadedBlobs(0).noBlobLeft().noUploadLeftOpen();
        assertThat(book.readsByPathname()).isEmpty();
        assertThat(ledger.deliveriesByJob()).isEmpty();
        assertThat(ledger.readingsByJob()).isEmpty();
    }
}
