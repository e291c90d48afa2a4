using System.CommandLine;
using Overtone.Catalog.Audit;
using Overtone.Hosting;
using Overtone.Studies;

namespace Overtone.Cli.Tests;

public class OptionBinderTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("--clip", true)]
    [InlineData("--clip true", true)]
    [InlineData("--clip=True", true)]
    [InlineData("--clip false", false)]
    [InlineData("--clip --norm 3", true)]
    public void A_yes_or_no_needs_no_value(string arguments, bool clip) => Assert.Equal(clip, Bind(arguments).Clip);

    [Fact]
    public void A_word_after_it_that_is_neither_true_nor_false_is_not_its_value()
    {
        var binder = new OptionBinder(new ModelAudit(), Nothing);
        var name = new Argument<string>("name");
        var command = new Command("audit") { name };
        foreach (Option option in (Option[])[OptionBinder.Preset, .. binder.Options])
            command.Add(option);
        ParseResult parsed = command.Parse("--clip model.onnx");

        Assert.Empty(parsed.Errors);
        Assert.Equal("model.onnx", parsed.GetValue(name));
        Assert.True(((AuditOptions)binder.Bind(parsed)).Clip);
    }

    [Fact]
    public void Help_shows_that_the_value_may_be_left_out()
    {
        var binder = new OptionBinder(new ModelAudit(), Nothing);
        Assert.Equal("--clip [true|false]", SymbolText.Name(binder.Options.Single(o => o.Name == "--clip")));
        Assert.Equal("--norm <number|auto>", SymbolText.Name(binder.Options.Single(o => o.Name == "--norm")));
    }

    [Fact]
    public void A_word_stands_for_null()
    {
        Assert.Null(Bind("--images ALL").Images);
        Assert.Equal(5, Bind("--images 5").Images);
        Assert.Null(Bind("--bandwidths auto").Bandwidths);
        Assert.Equal([3, 5], Bind("--bandwidths 3,5").Bandwidths!);
        Assert.Equal("--images: found 'some', expected whole number|all", Refused("--images some"));
        Assert.Equal("--images: found 0, expected a number of at least 1, or all", Refused("--images 0"));

        static string Refused(string arguments) => Assert.Throws<InvalidOptionException>(() => Bind(arguments)).Message;
    }

    private static Dictionary<string, Func<ParseResult, object>> Nothing { get; } = [];

    private static AuditOptions Bind(string arguments)
    {
        var binder = new OptionBinder(new ModelAudit(), Nothing);
        var command = new Command("audit");
        foreach (Option option in (Option[])[OptionBinder.Preset, .. binder.Options])
            command.Add(option);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return (AuditOptions)binder.Bind(parsed);
    }
}
