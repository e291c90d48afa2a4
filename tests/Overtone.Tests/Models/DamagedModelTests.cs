using Overtone.Models;

namespace Overtone.Tests.Models;

/// <summary>Each damaged model is refused in one sentence that names the file, the field, what was found and what was expected.</summary>
public class DamagedModelTests
{
    [Theory]
    [InlineData("crc.pt", "entry archive/data/2", "the checksum 9bd1ba57")]
    [InlineData("dup.pt", "entry archive/code/__torch__.py", "two with this name")]
    [InlineData("crash.pt", "entry archive\uFFFDcode/__torch__.py", "a name outside the folder archive/")]
    [InlineData("crash-unknown-type.pt", "entry archive\uFFFDcode/__torch__.py", "a name outside the folder archive/")]
    [InlineData("invalid-nested.onnx", "content", "\"a field of an unknown kind\"")]
    public void Damaged_models_are_refused(string name, string field, string found)
    {
        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Open(Path.Combine(Cases.Damaged, name), options: new ClassifierOptions { DataSize = new InputSize(3, 8, 8) }));

        Assert.Equal((Path.Combine(Cases.Damaged, name), field, found), (fault.File, fault.Field, fault.Found));
        Assert.Equal($"{fault.File}: {fault.Field}: found {fault.Found}, expected {fault.Expected}", fault.Message);
        Assert.DoesNotContain(fault.Message, letter => char.IsControl(letter));
    }

    [Fact]
    public void Terminal_escapes_in_the_name_of_an_input_are_not_passed_on()
    {
        using var folder = new TemporaryFolder();
        byte[] model = File.ReadAllBytes(Fixture.Path("rank5.onnx"));
        for (int at; (at = model.AsSpan().IndexOf("images"u8)) >= 0;)
            "im\u001b[2J"u8.CopyTo(model.AsSpan(at));
        string file = folder.Write("escapes.onnx", model);

        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(file));
        Assert.Equal("input im\uFFFD[2J", fault.Field);
        Assert.DoesNotContain(fault.Message, char.IsControl);
    }

    [Fact]
    public void A_model_is_read_whatever_its_input_is_called()
    {
        using var classifier = ClassifierFile.Open(
            Path.Combine(Cases.Damaged, "esc-input.onnx"), options: new ClassifierOptions { DataSize = new InputSize(1, 8, 8) });
        Assert.Equal(new InputSize(1, 8, 8), classifier.InputSize);
        Assert.DoesNotContain(classifier.Description.ToString(), char.IsControl);
    }

    [Fact]
    public void A_class_that_only_the_pickle_knows_is_refused()
    {
        using var folder = new TemporaryFolder();
        string file = folder["unknown.pt"];
        using (var zip = new System.IO.Compression.ZipArchive(File.Create(file), System.IO.Compression.ZipArchiveMode.Create))
        {
            Write(zip, "m/data.pkl", "\u0080\u0002c__torch__.a\nNet\nq\0)\u0081}.");
            Write(zip, "m/code/__torch__/a.py", "class Other(Module):\n  training : bool\n");
        }

        var fault = Assert.Throws<ModelFormatException>(() => TorchScriptArchive.Require(file));
        Assert.Equal(("class in data.pkl", "__torch__.a.Net, which the archive's code does not define"), (fault.Field, fault.Found));
    }

    private static void Write(System.IO.Compression.ZipArchive zip, string name, string content)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(System.Text.Encoding.Latin1.GetBytes(content));
    }
}
