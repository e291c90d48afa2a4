using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class LoadedScriptTests
{
    private const string Plain = "no-grad-class.pt", Dictionary = "dictionary-output.pt";

    [Fact]
    public void Scripts_are_told_apart_by_their_content_alone()
    {
        using var folder = new TemporaryFolder();
        LoadedScript first = Of("model.pt", Plain), again = Of("copy.pt", Plain), other = Of("model.pt", "double-weights.pt");
        Assert.Same(first, again);
        Assert.NotSame(first, other);
        Assert.Equal((null, ScalarType.Float64), (first.WeightType, other.WeightType));

        LoadedScript Of(string name, string content)
        {
            File.Copy(Path.Combine(Cases.Models, content), folder[name], overwrite: true);
            File.SetLastWriteTimeUtc(folder[name], DateTime.UnixEpoch);
            return LoadedScript.Of(folder[name], CPU, NumberType.Float32, output: null);
        }
    }

    [Fact]
    public void One_value_of_a_dictionary_is_given_and_another_name_is_refused()
    {
        string file = Path.Combine(Cases.Models, Dictionary);
        Assert.Equal("logits", LoadedScript.Of(file, CPU, NumberType.Float32, output: null).DictionaryValue);
        var error = Assert.Throws<ModelFormatException>(() => LoadedScript.Of(file, CPU, NumberType.Float32, "scores"));
        Assert.Equal(("\"scores\"", "a value of the model's dictionary: \"logits\""), (error.Found, error.Expected));
    }
}
