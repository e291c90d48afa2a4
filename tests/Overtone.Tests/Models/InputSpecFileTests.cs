using Overtone.Models;

namespace Overtone.Tests.Models;

public sealed class InputSpecFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_is_read()
    {
        var spec = InputSpecFile.Parse(
            """
            {
              // as in the documentation
              "height": 224, "width": 200, "channels": "bgr", "layout": "nhwc",
              "range": [0, 255], "mean": [1, 2, 3], "std": 4.5,
              "resize": "resize-and-crop", "resizeTo": 256, "filter": "bicubic",
              "output": "logits", "classNames": ["cat", "dog"],
            }
            """,
            "m.json");

        Assert.Equal((224, 200, 256), (spec.Height, spec.Width, spec.ResizeTo));
        Assert.Equal((ChannelOrder.Bgr, PixelLayout.Nhwc), (spec.Channels, spec.Layout));
        Assert.Equal([0, 255], spec.Range);
        Assert.Equal([1, 2, 3], spec.Mean);
        Assert.Equal([4.5], spec.Std);
        Assert.Equal((ResizeRule.ResizeAndCrop, ResizeFilter.Bicubic), (spec.Resize, spec.Filter));
        Assert.Equal("logits", spec.Output);
        Assert.Equal(["cat", "dog"], spec.ClassNames);
    }

    [Fact]
    public void Every_property_has_a_field()
    {
        var fault = Assert.Throws<ModelFormatException>(() => InputSpecFile.Parse("""{ "xyzzy-quux": 1 }""", "m.json"));
        var known = fault.Expected[(fault.Expected.IndexOf("one of ", StringComparison.Ordinal) + 7)..].Split(", ");

        Assert.Equal(
            typeof(InputSpec).GetProperties().Where(p => p.Name != nameof(InputSpec.Default))
                .Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Order(),
            known.Order());
    }

    [Fact]
    public void Nothing_said_is_the_default() => Assert.Equal(InputSpec.Default, InputSpecFile.Parse("{}", "m.json"));

    [Theory]
    [InlineData("heigth", "height")]
    [InlineData("class_names", "classNames")]
    [InlineData("Mean", "mean")]
    [InlineData("means", "mean")]
    [InlineData("resize_to", "resizeTo")]
    public void An_unknown_field_is_an_error_that_names_the_nearest(string field, string nearest)
    {
        var fault = Fault($$"""{ "{{field}}": 1 }""", field);

        Assert.Equal("an unknown field", fault.Found);
        Assert.StartsWith($"perhaps {nearest}; one of height, width, ", fault.Expected);
    }

    [Fact]
    public void A_field_near_nothing_has_no_hint() => Assert.StartsWith("one of ", Fault("""{ "xyzzy-quux": 1 }""", "xyzzy-quux").Expected);

    [Theory]
    [InlineData("height", "\"tall\"", "a whole number")]
    [InlineData("height", "22.5", "a whole number")]
    [InlineData("width", "0", "at least 1 pixel")]
    [InlineData("channels", "\"RGBA\"", "\"rgb\" or \"bgr\" or \"grey\"")]
    [InlineData("layout", "4", "\"nchw\" or \"nhwc\"")]
    [InlineData("resize", "\"crop\"", "\"none\" or \"resize\" or \"resize-and-crop\"")]
    [InlineData("filter", "\"area\"", "\"bilinear\" or \"bicubic\"")]
    [InlineData("range", "[0, 1, 2]", "two numbers")]
    [InlineData("range", "[1, 0]", "two numbers")]
    [InlineData("range", "\"0-255\"", "a number or a list of numbers")]
    [InlineData("mean", "[0.5, \"x\", 0.5]", "a number or a list of numbers")]
    [InlineData("mean", "[0.5, 0.5]", "one number, or one per channel")]
    [InlineData("std", "[0.2, 0, 0.2]", "above zero")]
    [InlineData("std", "-1", "above zero")]
    [InlineData("output", "3", "text in quotes")]
    [InlineData("classNames", "{}", "a list of names in quotes")]
    [InlineData("classNames", "[\"cat\", 1]", "a list of names in quotes")]
    [InlineData("classNames", "[\"cat\", \"dog\", \"cat\"]", "each name once")]
    [InlineData("resizeTo", "256", "no such field unless")]
    [InlineData("height", "null", "a whole number")]
    [InlineData("output", "\"\\ud800\"", "complete characters")]
    [InlineData("channels", "\"\\udc00rgb\"", "complete characters")]
    [InlineData("classNames", "[\"cat\", \"\\ud800\"]", "complete characters")]
    [InlineData("mean", "1e999", "finite")]
    [InlineData("resizeTo", "99999999999999999999", "a whole number")]
    public void A_wrong_value_says_what_was_expected(string field, string value, string expected) =>
        Assert.Contains(expected, Fault($$"""{ "{{field}}": {{value}} }""", field).Expected);

    [Theory]
    [InlineData("{ \"\": 1 }", "a field without a name")]
    [InlineData("{ \"\\ud800\": 1 }", "name of a field")]
    [InlineData("{ \"a\\u001b[2J\": 1 }", "a\uFFFD[2J")]
    public void A_name_that_cannot_be_shown_is_described(string text, string field) => Fault(text, field);

    [Fact]
    public void A_long_name_is_cut_and_compared_with_nothing()
    {
        string name = new('x', 1_000_000);
        var fault = Assert.Throws<ModelFormatException>(() => InputSpecFile.Parse($$"""{ "{{name}}": 1 }""", "m.json"));
        Assert.Equal((200, "one of"), (fault.Field.Length, fault.Expected[..6]));
    }

    [Fact]
    public void A_side_file_of_more_than_16_MiB_is_refused_unread()
    {
        string file = _folder["m.json"];
        using (FileStream stream = File.Create(file))
            stream.SetLength(17 << 20);
        Assert.Equal("length", Assert.Throws<ModelFormatException>(() => InputSpecFile.Read(file)).Field);
    }

    [Fact]
    public void A_crop_must_fit_into_what_is_resized()
    {
        Fault("""{ "resize": "resize-and-crop" }""", "resizeTo");
        Fault("""{ "resize": "resize-and-crop", "resizeTo": 100, "height": 224, "width": 224 }""", "resizeTo");
    }

    [Theory]
    [InlineData("[1, 2]", "JSON")]
    [InlineData("{ \"height\": 1", "line 1")]
    [InlineData("{\n \"height\" 1 }", "line 2")]
    [InlineData("", "line 1")]
    public void What_is_no_JSON_object_is_an_error(string text, string field) => Fault(text, field);

    [Fact]
    public void The_side_file_stands_beside_the_model_and_may_be_missing()
    {
        var model = _folder["net.onnx"];
        Assert.Equal(InputSpec.Default, InputSpecFile.ReadFor(model));

        _folder.Write("net.json", """{ "height": 5 }""");
        Assert.Equal(5, InputSpecFile.ReadFor(model).Height);
        Assert.Equal(_folder["net.json"], InputSpecFile.PathFor(model));
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal("file", Assert.Throws<ModelFormatException>(() => InputSpecFile.Read(_folder["none.json"])).Field);

    [Fact]
    public void Every_field_that_is_written_is_read_again()
    {
        InputSpec[] specs =
        [
            InputSpec.Default,
            new() { Height = 224 },
            new() { Width = 200 },
            new() { Channels = ChannelOrder.Rgb },
            new() { Channels = ChannelOrder.Grey },
            new() { Layout = PixelLayout.Nchw },
            new() { Range = [-1, 255.5] },
            new() { Mean = [0.1, 1.0 / 3, -5e-300] },
            new() { Std = [0.3] },
            new() { Resize = ResizeRule.Resize },
            new() { Resize = ResizeRule.ResizeAndCrop, ResizeTo = 256 },
            new() { Filter = ResizeFilter.Bicubic },
            new() { Output = "a \"quoted\" <name>" },
            new() { ClassNames = ["Katze & Hund", "Käfer", "\u732b", "tab\t"] },
        ];
        foreach (InputSpec spec in specs)
        {
            InputSpecFile.Write(_folder["m.json"], spec);
            string text = File.ReadAllText(_folder["m.json"]);
            InputSpec read = InputSpecFile.Parse(text, "m.json");
            Assert.All(typeof(InputSpec).GetProperties(), p => Assert.Equal(p.GetValue(spec), p.GetValue(read)));
            // A line for each field that is not as usual, beside two for the braces.
            int set = typeof(InputSpec).GetProperties().Count(p => !EqualValues(p.GetValue(spec), p.GetValue(InputSpec.Default)));
            Assert.Equal(set == 0 ? 1 : set + 2, text.TrimEnd().Split('\n').Length);
        }

        Assert.All(
            typeof(InputSpec).GetProperties().Where(p => p.Name != nameof(InputSpec.Default)),
            p => Assert.Contains(specs, spec => !EqualValues(p.GetValue(spec), p.GetValue(InputSpec.Default))));
        Assert.Equal([_folder["m.json"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_written_file_reads_well()
    {
        InputSpecFile.Write(_folder["m.json"], new InputSpec { Height = 8, Mean = [0.5, 0.25, 1], ClassNames = ["cat", "Käfer"] });
        Assert.Equal(
            "{\n  \"height\": 8,\n  \"mean\": [0.5,0.25,1],\n  \"classNames\": [\"cat\",\"Käfer\"]\n}\n",
            File.ReadAllText(_folder["m.json"]));
    }

    [Fact]
    public void What_could_not_be_read_again_is_not_written()
    {
        string file = _folder.Write("m.json", "{}");
        Assert.Equal("height", Assert.Throws<ModelFormatException>(
            () => InputSpecFile.Write(file, new InputSpec { Height = 0 })).Field);
        Assert.Equal("std", Assert.Throws<ModelFormatException>(
            () => InputSpecFile.Write(file, new InputSpec { Std = [double.PositiveInfinity] })).Field);
        Assert.Equal("layout", Assert.Throws<ModelFormatException>(
            () => InputSpecFile.Write(file, new InputSpec { Layout = (PixelLayout)9 })).Field);
        Assert.Equal("{}", File.ReadAllText(file));
    }

    private static bool EqualValues(object? first, object? second) => first is System.Collections.IEnumerable list and not string
        ? list.Cast<object>().SequenceEqual(((System.Collections.IEnumerable)second!).Cast<object>())
        : Equals(first, second);

    private static ModelFormatException Fault(string text, string field)
    {
        var fault = Assert.Throws<ModelFormatException>(() => InputSpecFile.Parse(text, "m.json"));
        Assert.Equal(("m.json", field), (fault.File, fault.Field));
        return fault;
    }
}
