// What scripts add to an article's page: cards, copying, the reader's clock, one's place
// in the contents. Without them markers lead to the references and "Cite" to a page.

import "./article/cards.js";
import "./article/copying.js";
import "./article/contents.js";
import "./article/clock.js";
