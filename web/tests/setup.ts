// IndexedDB for modules that are tested without a browser.
import 'fake-indexeddb/auto';
