namespace Overtone.Studies.Tests;

public class StudyOptionsTests
{
    [Fact]
    public void Presets_are_valid() => new CoinStudy().OptionsOf(Preset.Quick).Validate();

    [Fact]
    public void Where_a_study_says_nothing_else_thorough_is_quick() =>
        Assert.Equal(8, ((CoinOptions)new CoinStudy().OptionsOf(Preset.Thorough)).Throws);

    [Theory]
    [InlineData(0, 2, "--throws: found 0, expected a number of at least 1")]
    [InlineData(1, 7, "--sides: found 7, expected a number from 1 to 6")]
    public void A_value_outside_its_limits_is_named_with_what_was_expected(int throws, int sides, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOptionException>(new CoinOptions { Throws = throws, Sides = sides }.Validate).Message);

    [Fact]
    public void Every_element_of_a_list_is_checked() =>
        Assert.Contains(
            "--weights: found -1", Assert.Throws<InvalidOptionException>(new CoinOptions { Weights = [1, -1] }.Validate).Message);

    [Fact]
    public void An_empty_list_is_refused() => Assert.Throws<InvalidOptionException>(new CoinOptions { Weights = [] }.Validate);

    [Fact]
    public void Flags_are_kebab_case_and_the_seed_comes_last() =>
        Assert.Equal(
            ["--throws", "--sides", "--encore", "--weights", "--seed"],
            StudyOptions.PropertiesOf(typeof(CoinOptions)).Select(StudyOptions.FlagOf));
}
