# frozen_string_literal: true

# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.

require 'cgi'
require 'erb'
require 'json'

# The manual as a site: extends Asciidoctor's HTML converter. Each page gets the navigation of docs/manual/pages.txt,
# samples in several languages become tabs, table rows with an anchor get a link to themselves, and the texts of all
# pages are written to search-index.js.

# The pages in their order, with the headings of their groups.
class Pages
  Page = Struct.new(:file, :name, :about, :group)

  attr_reader :all

  def initialize(list)
    group = nil
    @all = []
    File.readlines(list, encoding: 'UTF-8').map(&:strip).each do |line|
      next if line.empty? || line.start_with?('#')

      if line.start_with?('= ')
        group = line[2..-1]
      else
        @all << Page.new(*line.split(/ *\| */), group)
      end
    end
  end

  # For each heading its pages. The pages above the first heading have none.
  def groups
    @all.chunk_while { |a, b| a.group == b.group }.map { |pages| [pages.first.group, pages] }
  end

  def find(file)
    @all.find { |page| page.file == file } || raise("docs/manual/pages.txt does not list #{file}")
  end

  def before(page)
    position = @all.index(page)
    position.zero? ? nil : @all[position - 1]
  end

  def after(page)
    @all[@all.index(page) + 1]
  end
end

# Listings that follow each other and whose titles are names of languages become one block with the role "tabs". A
# browser without scripts, and a code host, show them one below the other.
class TabsProcessor < Asciidoctor::Extensions::TreeProcessor
  LANGUAGES = %w[Java XML YAML Kotlin Groovy Properties].freeze

  def process(document)
    group(document)
    document
  end

  private

  def group(parent)
    return unless parent.respond_to?(:blocks) && parent.context != :dlist

    runs = parent.blocks.chunk_while { |a, b| sample?(a) && sample?(b) }.to_a
    parent.blocks.replace(runs.flat_map { |run| run.size > 1 ? [tabs(parent, run)] : run })
    parent.blocks.each { |block| group(block) unless block.context == :open && block.role?('tabs') }
  end

  def sample?(block)
    block.context == :listing && LANGUAGES.include?(block.title)
  end

  def tabs(parent, samples)
    block = Asciidoctor::Block.new(parent, :open, attributes: { 'role' => 'tabs' })
    samples.each do |sample|
      sample.parent = block
      block << sample
    end
    block
  end
end

# What the search finds: the sections of all pages, and the rows with an anchor.
class SearchIndex
  # Rows and headings that can be linked to start a new entry.
  PART = /(?=<h[2-4] id=)|(?=<tr id=)|(?<=<\/tr>)/.freeze
  START = /\A<(?:h[2-4]|tr) id="([^"]+)"/.freeze
  HEADING = %r{\A<h[2-4].*?</h[2-4]>}m.freeze
  NAME = %r{\A<tr.*?<code>(.*?)</code>.*?</td>}m.freeze

  def initialize
    @entries = {}
  end

  def add(page, title, html)
    parts = html.split(PART)
    entries = [{ page: page.name, title: title, url: "#{page.file}.html", text: +'' }]
    section = entries.first
    parts.each do |part|
      if (start = part.match(START))
        row = part.start_with?('<tr')
        head = part[row ? NAME : HEADING]
        name = text(row ? part[NAME, 1] : head)
        entries << entry = { page: page.name, title: name, url: "#{page.file}.html##{start[1]}", text: text(part[head.length..-1]) }
        row ? entry[:row] = true : section = entry
      else
        section[:text] << ' ' << text(part)
      end
    end
    @entries[page.file] = entries
  end

  # The order of the conversion differs between machines.
  def write(file)
    # A script, because a browser does not let a page that was opened from a disk load JSON.
    File.write(file, "window.searchIndex = #{JSON.generate(@entries.sort.map(&:last).flatten)};\n", encoding: 'UTF-8')
  end

  private

  # The parts of a line that have their own style are not words of their own.
  INLINE = %r{</?(?:a|b|code|em|span|strong|wbr)\b[^>]*>}.freeze
  private_constant :INLINE

  def text(html)
    CGI.unescapeHTML(html.gsub(INLINE, '').gsub(/<[^>]+>/, ' ')).gsub(/&#(\d+);/) { [$1.to_i].pack('U') }.gsub(/\s+/, ' ').strip
  end
end

# The pages of the site.
class SiteConverter < (Asciidoctor::Converter.for 'html5')
  register_for 'html5'

  ROW = %r{<tr>\n(.*?)</tr>}m.freeze
  ROW_ANCHOR = %r{<a id="([^"]+)"></a>(<code>.*?</code>)}.freeze
  NAME = %r{(?<=<code>)[^<]+(?=</code>)}.freeze
  WORDS = /(?<=[a-z])(?=[A-Z])|(?<=[_.=\/-])(?=\w)/.freeze
  SECTION_ANCHOR = %r{<a class="anchor" href="([^"]+)"></a>}.freeze
  # Each page has its own converter.
  INDEX = SearchIndex.new
  private_constant :ROW, :ROW_ANCHOR, :NAME, :WORDS, :SECTION_ANCHOR, :INDEX

  def convert_document(document)
    theme = document.attr('theme')
    pages = Pages.new(File.join(document.attr('docdir'), 'pages.txt'))
    page = pages.find(document.attr('docname'))
    title = document.header&.title || page.name
    content = document.content.gsub(SECTION_ANCHOR, '<a class="anchor" href="\1" aria-label="Link to this section"></a>')
    contents = document.sections.size > 1 ? convert_outline(document, toclevels: 2) : nil

    output = document.attr('outdir')
    INDEX.add(page, title, content)
    INDEX.write(File.join(output, 'search-index.js'))
    File.write(File.join(output, 'lunr.js'), File.read(document.attr('lunr'), encoding: 'UTF-8'))
    ERB.new(File.read(File.join(theme, 'page.html.erb'), encoding: 'UTF-8'), trim_mode: '-').result(binding)
  end

  # On a narrow screen each cell is shown below the other, with the heading of its column.
  def convert_table(table)
    headings = table.rows.head.empty? ? [] : table.rows.head.first.map { |cell| cell.text.gsub(/<[^>]+>/, '') }
    head, body = super.split('<tbody>', 2)
    body = body.gsub(ROW) { convert_row(Regexp.last_match(1), headings) }
    %(<div class="table">\n#{head}<tbody>#{body}\n</div>)
  end

  private

  def convert_row(cells, headings)
    column = -1
    cells = cells.gsub(/^<(t[dh]) class="/) do
      column += 1
      label = column.zero? ? nil : headings[column]
      label ? %(<#{Regexp.last_match(1)} data-label="#{label}" class=") : Regexp.last_match(0)
    end
    id = cells[ROW_ANCHOR, 1]
    cells = cells.sub(ROW_ANCHOR, '<a class="row-link" href="#\1">\2</a>')
    # Long names are broken between their words.
    cells = cells.gsub(NAME) { |name| name.gsub(WORDS, '<wbr>') }
    %(<tr#{id ? %( id="#{id}") : ''}>\n#{cells}</tr>)
  end
end

Asciidoctor::Extensions.register { tree_processor TabsProcessor }
