// Sets the reader's colours and text size before the page is first painted.
{
  const { dataset } = document.documentElement;
  try {
    const { scheme, size } = JSON.parse(localStorage.getItem("reader:look"));
    if (/^(light|dark|sepia)$/.test(scheme)) dataset.scheme = scheme;
    if (/^(small|large|larger)$/.test(size)) dataset.size = size;
  } catch {
    // Nothing is kept, or nothing that makes sense: the page is as the system wants it.
  }
  dataset.ready = "";
}
