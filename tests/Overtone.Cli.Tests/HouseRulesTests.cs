using System.Reflection;
using System.Text.RegularExpressions;
using Overtone.Hosting;
using Overtone.Repository;

namespace Overtone.Cli.Tests;

/// <summary>Rules of the house that are worth a test: they read the source tree.</summary>
public class HouseRulesTests
{
    internal static readonly string Root = RepositoryFolder.Root;

    private static IEnumerable<string> Sources(string folder = "", string pattern = "*.cs") => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Where(file => !Regex.IsMatch(Path.GetRelativePath(Root, file), @"(^|[\\/])(bin|obj)[\\/]"));

    private static IEnumerable<string> SourcesAndComponents(string folder = "") => Sources(folder).Concat(Sources(folder, "*.razor"));

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(SourcesAndComponents().Where(file => File.ReadLines(file).Count() > 400).Select(Name));

    [Fact]
    public void No_line_is_longer_than_140_characters() => Assert.Empty(Sources()
        .SelectMany(file => File.ReadLines(file).Index().Select(line => (File: Name(file), line.Index, line.Item.Length)))
        .Where(line => line.Length > 140)
        .Select(line => $"{line.File}:{line.Index + 1}"));

    [Fact]
    public void Nothing_draws_from_a_global_random_generator() =>
        AssertAbsent(
            Sources(),
            @"\bmanual_seed\(|new Random\(\)|Random\.Shared|\brand(n|int)?\((?!.*generator: )|Generator\.Default|nn\.init\.",
            except: nameof(HouseRulesTests));
    [Fact]
    public void The_science_is_synchronous_so_no_await_can_leave_a_dispose_scope() =>
        AssertAbsent(Sources("src/Overtone").Concat(Sources("src/Overtone.Catalog")), @"\bawait\b|\basync\b|Task\.Run");

    [Fact]
    public void The_science_writes_to_no_console() =>
        // The program that tries a model in a process of its own answers there.
        AssertAbsent(Sources("src/Overtone").Concat(Sources("src/Overtone.Catalog")), @"\bConsole\.", except: "ProbeProgram");

    [Fact]
    public void No_sum_over_the_first_axis_is_a_sum_of_everything() =>
        // A literal 0 is taken for a scalar type, so that sum(0) sums all elements; sum([0]) is meant.
        AssertAbsent(Sources(), @"\.(sum|mean)\(0\)", except: nameof(HouseRulesTests));

    [Fact]
    public void No_study_names_a_column_by_a_string() => AssertAbsent(
        Sources("src/Overtone.Catalog"),
        @"\bTableBuilder\b|\bColumn\.(Text|Integer|Number)\(|new (Where|Axis)\(|\.(Integer|Number|Text)s?\(""");

    [Fact]
    public void No_study_knows_the_presets_name() => AssertAbsent(
        Sources("src/Overtone.Catalog"), @"\bPreset\.|\.Preset\b");

    /// <summary>Said to users, these read oddly: docs/glossary.md has the field's words.</summary>
    [Fact]
    public void Sentences_for_users_avoid_words_that_read_oddly()
    {
        const string Odd = @"\b(rightly|anew|thereof|errs|whoever|wherein|keeps? the shell away|black and white become|as much lower|"
            + @"mends?|unfit|upon which|for want of|not at hand|in turns|knows? no|handed over|lead in a circle|is no (option|row|column)|"
            + @"holds the threshold|"
            + @"(line|row|label|file|value|point|picture|image)s? a (line|row|picture|point|step|class|knot|severity))\b";
        string[] texts = [.. Sources("src").SelectMany(file => File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, "\"(?:[^\"\\\\]|\\\\.)*\"").Select(text => $"{Name(file)}: {text.Value}")))];
        string[] pages = [.. Sources("docs", "*.md").Append(Path.Combine(Root, "README.md")).SelectMany(file => File.ReadLines(file)
            .Select(line => $"{Name(file)}: {line}"))];
        Assert.DoesNotContain(texts.Concat(pages), text => Regex.IsMatch(text, Odd));
    }

    [Fact]
    public void Data_never_passes_as_markup() => AssertAbsent(Sources("src"), @"\.Markup(Line)?\(|new Markup\(|new Panel\(\$");

    [Fact]
    public void Only_pictures_and_the_style_sheet_pass_into_a_page_as_they_are() => Assert.Equal(
        ["FigureView.razor", "ReportDocument.razor"],
        SourcesAndComponents("src")
            .Where(file => File.ReadAllText(file).Contains("MarkupString", StringComparison.Ordinal))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Pictures_take_the_machine_s_typefaces_only_for_letters_that_the_embedded_one_lacks() =>
        // The same picture has the same letters everywhere, and letters at all where no font is installed.
        AssertAbsent(Sources("src/Overtone.Reports"), @"\bSKFontManager\b|new SKFont\(\)", except: "InstalledFonts");

    [Fact]
    public void Package_versions_stand_in_one_file() => Assert.Empty(Directory
        .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .Where(file => Regex.IsMatch(File.ReadAllText(file), @"<PackageReference[^>]*\bVersion="))
        .Select(Name));

    [Fact]
    public void Every_public_type_of_the_science_names_its_source() => Assert.Empty(Sources("src/Overtone")
        .SelectMany(file => PublicTypesWithoutSource(File.ReadAllText(file)).Select(type => $"{Name(file)}: {type}")));

    [Theory]
    [InlineData("src/Overtone/Spectra", "Overtone.(Data|Models|Training|Robustness|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Data", "Overtone.(Models|Training|Robustness|Spectra|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Models", "Overtone.(Training|Robustness|Data|Spectra|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Files", "Overtone.(Data|Models|Spectra|Training|Robustness|Theory|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Robustness", "Overtone.(Training|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Theory", "Overtone.(Data|Training|Robustness|Attacks|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Defenses", "Overtone.(Training|Robustness|Attacks|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Training", "Overtone.(Robustness|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone/Attacks", "Overtone.(Training|Studies|Catalog|Reports)")]
    [InlineData("src/Overtone.Studies", "Overtone.(Spectra|Data|Models|Training|Catalog|Pages|Reports|Hosting)|TorchSharp|Microsoft")]
    [InlineData("src/Overtone.Pages", "Overtone.(Spectra|Data|Models|Training|Catalog|Reports|Hosting)|TorchSharp|SkiaSharp")]
    [InlineData("src/Overtone.Reports", "Overtone.(Spectra|Data|Models|Training|Catalog|Hosting)|TorchSharp")]
    [InlineData("src/Overtone.Catalog", "Overtone.(Pages|Reports|Hosting)|SkiaSharp|Spectre|Microsoft")]
    [InlineData("src/Overtone.Hosting", "Overtone.(Spectra|Data|Models|Training|Catalog)|TorchSharp")]
    public void Arrows_run_downward_only(string folder, string above) => AssertAbsent(
        SourcesAndComponents(folder),
        $@"^@?using (static )?({above.Replace(".", @"\.", StringComparison.Ordinal)})\b",
        ownNamespace: folder);

    /// <summary>What a program that hosts studies calls; the libraries behind it may change.</summary>
    [Fact]
    public void Hosting_shows_two_types_and_no_type_of_a_library()
    {
        Type[] shown = typeof(StudyHost).Assembly.GetExportedTypes();
        Assert.Equal([typeof(ExitCode), typeof(StudyHost)], shown.OrderBy(type => type.Name, StringComparer.Ordinal));
        IEnumerable<Type> named = shown
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
        Assert.All(named, type => Assert.DoesNotContain("CommandLine", type.FullName, StringComparison.Ordinal));
    }

    private static void AssertAbsent(IEnumerable<string> files, string pattern, string except = "", string ownNamespace = "")
    {
        var regex = new Regex(pattern, RegexOptions.Multiline);
        string own = ownNamespace.Replace("src/", "using ", StringComparison.Ordinal).Replace('/', '.');
        Assert.Empty(
            files
                .Where(file => except.Length == 0 || !Path.GetFileName(file).StartsWith(except, StringComparison.Ordinal))
                .SelectMany(file =>
                    File.ReadLines(file)
                        .Where(line =>
                            regex.IsMatch(line)
                            && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                            && (own.Length == 0 || !line.StartsWith(own, StringComparison.Ordinal)))
                        .Select(line => $"{Name(file)}: {line.Trim()}")));
    }

    private static IEnumerable<string> PublicTypesWithoutSource(string text)
    {
        string[] lines = text.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            Match type = Regex.Match(lines[line], @"^public (?:[a-z]+ )*(?:class|record|struct|enum|interface) (?:struct )?(\w+)");
            if (!type.Success)
                continue;
            int start = line;
            while (start > 0 && (lines[start - 1].StartsWith("///", StringComparison.Ordinal) || lines[start - 1].StartsWith('[')))
                start--;
            if (!string.Join('\n', lines[start..line]).Contains("Source:", StringComparison.Ordinal))
                yield return type.Groups[1].Value;
        }
    }

    private static string Name(string file) => Path.GetRelativePath(Root, file);
}
