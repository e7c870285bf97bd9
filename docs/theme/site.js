// Tabs, copy buttons, the menu on a narrow screen, and the search. Without scripts every text is readable.
(() => {
  'use strict';

  const create = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // A browser may forbid a page the use of its storage.
  const stored = (value) => {
    try {
      if (value) {
        localStorage.setItem('refvideo-language', value);
      }
      return localStorage.getItem('refvideo-language');
    } catch (e) {
      return null;
    }
  };

  // ---- tabs: samples of a language are selected together, on all pages

  const groups = [...document.querySelectorAll('.tabs')].map((block, group) => {
    const list = create('div', { role: 'tablist', ariaLabel: 'Language' });
    const tabs = [...block.querySelectorAll(':scope > .content > .listingblock')].map((panel, i) => {
      const language = panel.querySelector('.title').textContent;
      const tab = create('button', { type: 'button', role: 'tab', id: `tab-${group}-${i}` }, language);
      panel.id = `panel-${group}-${i}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      tab.setAttribute('aria-controls', panel.id);
      tab.addEventListener('click', () => choose(language, tab));
      list.append(tab);
      return { tab, panel, language };
    });
    list.addEventListener('keydown', (event) => {
      const at = tabs.findIndex(({ tab }) => tab === event.target);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        const { tab, language } = tabs.at(to % tabs.length);
        choose(language, tab);
        tab.focus();
      }
    });
    block.prepend(list);
    return tabs;
  });

  const show = (tabs, language) => {
    const chosen = tabs.some((entry) => entry.language === language) ? language : tabs[0].language;
    for (const { tab, panel, language: own } of tabs) {
      const selected = own === chosen;
      tab.setAttribute('aria-selected', selected);
      tab.tabIndex = selected ? 0 : -1;
      panel.hidden = !selected;
    }
  };

  const choose = (language, tab) => {
    const before = tab.getBoundingClientRect().top;
    groups.forEach((tabs) => show(tabs, language));
    // Samples above may have another height now.
    window.scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: 'instant' });
    stored(language);
  };

  groups.forEach((tabs) => show(tabs, stored()));

  // ---- copy buttons

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      // Not allowed here; the old way may be.
      const area = create('textarea', { value: text });
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  };

  document.querySelectorAll('main pre').forEach((pre) => {
    const button = create('button', { type: 'button', className: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      await copy(pre.textContent);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    pre.parentElement.append(button);
  });

  // ---- what scrolls sideways can be scrolled with the keyboard

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute('tabindex');
    }
  }));
  document.querySelectorAll('main pre, main .table').forEach((element) => sizes.observe(element));

  // ---- menu

  const menu = document.querySelector('.bar .menu');
  const pages = document.querySelector('nav.pages');
  const toggle = (open) => {
    pages.classList.toggle('open', open);
    menu.setAttribute('aria-expanded', open);
  };
  menu.setAttribute('role', 'button');
  toggle(false);
  menu.addEventListener('click', (event) => {
    event.preventDefault();
    toggle(!pages.classList.contains('open'));
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === ' ') {
      event.preventDefault();
      menu.click();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && pages.classList.contains('open')) {
      toggle(false);
      menu.focus();
    }
  });
  pages.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });

  // ---- the section that is read, in the contents of the page

  const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]));
  const headings = [...document.querySelectorAll('main :is(h2, h3)[id]')].filter(({ id }) => links.has(id));
  const mark = () => {
    const top = headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1) ?? headings[0];
    links.forEach((link, id) => {
      if (id === top?.id) {
        link.setAttribute('aria-current', 'true');
      } else {
        link.removeAttribute('aria-current');
      }
    });
  };
  if (headings.length) {
    let waiting = false;
    addEventListener('scroll', () => {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(() => { waiting = false; mark(); });
      }
    }, { passive: true });
    mark();
  }

  // ---- search

  const input = document.querySelector('.search input');
  const results = document.querySelector('#results');
  const status = document.querySelector('.search .status');
  let search;

  const load = (file) => new Promise((resolve, reject) => {
    document.head.append(create('script', { src: file, onload: resolve, onerror: reject }));
  });

  // pollInterval and CamelRefVideoModel are also found by their words.
  const words = (text) => text.replace(/([a-z0-9])([A-Z])/g, '$1 $2');

  const prepare = () => {
    search ??= Promise.all([load('lunr.js'), load('search-index.js')]).then(() => {
      const entries = window.searchIndex;
      lunr.tokenizer.separator = /[^\p{L}\p{N}.$_]+/u;
      const index = lunr(function () {
        this.ref('id');
        this.field('title', { boost: 10 });
        this.field('words', { boost: 4 });
        this.field('page', { boost: 2 });
        this.field('text');
        entries.forEach((entry, id) => {
          this.add({ id, ...entry, words: words(entry.title) }, { boost: entry.row ? 1.5 : 1 });
        });
      });
      return (text) => index.query((query) => {
        const terms = lunr.tokenizer(text).map(String).filter(Boolean);
        // Without a term every entry would match.
        terms.concat(terms.length ? [] : [text]).forEach((term) => {
          query.term(term, { boost: 10 });
          query.term(term, { boost: 3, wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
          if (term.length > 4) {
            query.term(term, { boost: 0.3, editDistance: 1, usePipeline: false });
          }
        });
      }).slice(0, 15).map(({ ref }) => entries[ref]);
    });
    return search;
  };

  const marked = (text, terms) => {
    const pattern = new RegExp(`(${terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'i');
    return text.split(pattern).map((part, i) => (i % 2 ? create('mark', {}, part) : part));
  };

  const excerpt = (text, terms) => {
    const at = Math.max(0, ...terms.map((term) => text.toLowerCase().indexOf(term.toLowerCase())));
    const start = at < 60 ? 0 : text.indexOf(' ', at - 50) + 1;
    const end = start + 160 < text.length ? text.lastIndexOf(' ', start + 160) : text.length;
    return (start ? '... ' : '') + text.slice(start, end) + (end < text.length ? ' ...' : '');
  };

  const select = (link) => {
    results.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
    link?.setAttribute('aria-selected', 'true');
    link?.scrollIntoView({ block: 'nearest' });
    if (link) {
      input.setAttribute('aria-activedescendant', link.id);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  };

  const close = () => {
    results.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    select(null);
  };

  const update = async () => {
    const text = input.value.trim();
    if (!text) {
      close();
      status.textContent = '';
      return;
    }
    let found;
    try {
      found = (await prepare())(text);
    } catch (e) {
      status.textContent = 'The search index cannot be loaded.';
      return;
    }
    if (input.value.trim() !== text) {
      return;
    }
    const terms = text.split(/\s+/);
    results.replaceChildren(...found.map((entry, i) => {
      const link = create(
        'a',
        { id: `result-${i}`, href: entry.url, role: 'option', tabIndex: -1 },
        create('b', {}, ...marked(entry.title, terms)), ' ',
        create('small', {}, entry.title === entry.page ? '' : entry.page),
        create('span', {}, ...marked(excerpt(entry.text, terms), terms)));
      link.setAttribute('aria-selected', 'false');
      link.addEventListener('click', close);
      return link;
    }));
    status.textContent = found.length ? `${found.length} results` : 'No results';
    if (!found.length) {
      results.append(create('p', {}, `No results for ${text}`));
    }
    results.hidden = false;
    results.scrollTop = 0;
    input.setAttribute('aria-expanded', 'true');
    select(results.querySelector('a'));
  };

  input.addEventListener('focus', () => prepare().catch(() => {}), { once: true });
  input.addEventListener('input', update);
  input.addEventListener('focus', () => input.value && update());
  input.addEventListener('keydown', (event) => {
    const found = [...results.querySelectorAll('a')];
    const at = found.findIndex((link) => link.ariaSelected === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length && !results.hidden) {
        select(found.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % found.length));
      }
    } else if (event.key === 'Enter' && !results.hidden) {
      event.preventDefault();
      found[at]?.click();
    } else if (event.key === 'Escape') {
      close();
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('.search')) {
      close();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.target.closest('input, textarea')) {
      event.preventDefault();
      input.focus();
    }
  });
})();
